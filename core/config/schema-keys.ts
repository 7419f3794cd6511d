/** Reads zod's schema back: what is inside a default, and which keys a section has. */
import { z } from 'zod'

/** The schema without default, prefault, optional and preprocessing around it. */
export function innerSchema(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional
  ) {
    return innerSchema(schema.def.innerType)
  }
  if (schema instanceof z.ZodPipe) {
    const { in: from, out } = schema.def
    return innerSchema(from instanceof z.ZodTransform ? out : from)
  }
  return schema
}

/** Empty where the schema has no section at that path. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = innerSchema(schema)
  const [first, ...rest] = path
  if (first === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
  if (inner instanceof z.ZodArray) return keysAt(inner.def.element, rest)
  const next = inner instanceof z.ZodObject ? inner.shape[String(first)] : undefined
  return next === undefined ? [] : keysAt(next, rest)
}
