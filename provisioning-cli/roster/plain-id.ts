import { hasInvisible } from './text.ts'

export function isPlainId(id: string): boolean {
  return id !== '' && id.length <= 255 && !/\s/.test(id) && !hasInvisible(id)
}
