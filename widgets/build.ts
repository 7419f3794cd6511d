/**
 * Builds the pages into `dist` when they are not those of the present sources: `node widgets/build.ts`. The sources are known by
 * a hash that is kept beside what was built, so a second call costs milliseconds and an update is never forgotten.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const here = import.meta.dirname
const root = join(here, '..')
const dist = join(here, 'dist')
const mark = join(dist, 'sources.sha256')

const skipped = /(^|\/)(dist|node_modules|testing)(\/|$)|\.test\.tsx?$/

function hashSources(): string {
  const hash = createHash('sha256')
  const files = [...filesOf(here), ...filesOf(join(root, 'core/school'))]
  for (const file of [...files, join(root, 'package-lock.json')]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !skipped.test(relative(root, file)))
    .toSorted()
}

function builtSources(): string | undefined {
  try {
    return readFileSync(mark, 'utf8')
  } catch {
    return undefined
  }
}

/** Compressed once here, so that the server has nothing to do but send. */
function compressAssets(): void {
  for (const name of readdirSync(join(dist, 'assets'))) {
    if (!/\.(js|css|svg)$/.test(name)) continue
    const file = join(dist, 'assets', name)
    const text = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(text))
  }
}

const sources = hashSources()
if (builtSources() !== sources) {
  // Else a build that a test starts would be React's for developers, half as large again.
  process.env['NODE_ENV'] = 'production'
  const { build } = await import('vite')
  await build({ configFile: join(here, 'vite.config.ts'), logLevel: 'warn' })
  compressAssets()
  writeFileSync(mark, sources)
}
