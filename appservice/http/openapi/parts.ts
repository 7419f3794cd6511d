/** Words of OpenAPI that its parts share. A schema is written out, or named as one of `components`. */
export const text = { type: 'string' } as const
export const maybe = { type: ['string', 'null'] } as const
export const count = { type: 'integer' } as const
export const flag = { type: 'boolean' } as const
export const time = { type: 'string', format: 'date-time' } as const
export const roleName = { enum: ['administrator', 'teacher', 'pupil', 'parent'] } as const

export const list = (items: object) => ({ type: 'array', items })

export const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
})

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const named = (schema: object | string) => (typeof schema === 'string' ? ref(schema) : schema)

export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
})

export const json = (description: string, schema: object | string) => ({
  description,
  content: { 'application/json': { schema: named(schema) } },
})

export const body = (schema: object | string) => ({
  required: true,
  content: { 'application/json': { schema: named(schema) } },
})

export const query = (name: string, schema: object = text) => ({ name, in: 'query', schema })

export const inPath = (name: string, description: string) => [
  { name, in: 'path', required: true, description, schema: text },
]

/** The bearer token of a page's session. */
export const security = [{ session: [] }]
