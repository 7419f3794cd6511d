/** Reads sheets back as a phone and a reader program do, with nothing of what made them. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

interface ReadPage {
  readonly text: string
  /** Contents of the QR codes found, in no order. */
  readonly codes: readonly string[]
}

export interface SheetReader {
  /** With `pages` only the codes of these are looked for, which is what takes time. */
  read(pdf: Uint8Array, pages?: (index: number) => boolean): Promise<readonly ReadPage[]>
  close(): void
}

/** 110 dots an inch, as a phone sees a page held too far away. */
const scale = 110 / 72

export async function openReader(): Promise<SheetReader> {
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer },
  })
  const pdfium = await PDFiumLibrary.init()
  return {
    async read(pdf, wanted = () => true) {
      const document = await pdfium.loadDocument(pdf)
      const pages: ReadPage[] = []
      for (const page of document.pages()) {
        // The text first: rendering closes the page.
        const text = page.getText()
        const isWanted = wanted(pages.length)
        pages.push({ text: plain(text), codes: isWanted ? await codesOn(page) : [] })
      }
      document.destroy()
      return pages
    },
    close: () => pdfium.destroy(),
  }
}

type Page = ReturnType<Awaited<ReturnType<PDFiumLibrary['loadDocument']>>['getPage']>

async function codesOn(page: Page): Promise<readonly string[]> {
  const { data, width, height } = await page.render({ scale, render: 'bitmap' })
  const image = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const }
  const found = await readBarcodes(image, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 4,
  })
  return found.map((one) => one.text)
}

/** One line, one kind of space. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ')
}
