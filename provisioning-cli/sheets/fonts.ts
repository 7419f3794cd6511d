/**
 * PT Sans (OFL), whole and from the package registry: it was drawn for every language of the peoples of Russia, so a
 * name of a Tatar or Bashkir child prints as well as a Russian one.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'

export type FontName = 'regular' | 'bold'

const files: Readonly<Record<FontName, string>> = {
  regular: import.meta.resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf'),
}

export function fontFile(name: FontName): string {
  return fileURLToPath(files[name])
}

let regular: Font | undefined

/** Letters that would be an empty box on paper, each once. */
export function unprintable(text: string): readonly string[] {
  const font = (regular ??= create(readFileSync(fontFile('regular'))) as Font)
  const letters = new Set(printable(text).replace(/\s/g, ''))
  return [...letters].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
}

/** Letters with their accents in one sign, as fonts have them, and no invisible characters. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cf}/gu, '')
}
