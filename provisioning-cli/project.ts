/** Places in the clone. */
import { fileURLToPath } from 'node:url'

function inClone(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

export const project = {
  folder: inClone('.'),
  appservice: inClone('appservice/main.ts'),
  sampleRoster: inClone('examples/school'),
  widgets: inClone('widgets'),
  pages: inClone('widgets/dist'),
} as const
