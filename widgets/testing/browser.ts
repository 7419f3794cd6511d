/**
 * A Chromium for tests: the system's where there is one, else the one that comes with the npm package @sparticuz/chromium
 * (unpacked once into the system's temporary folder). Nothing is downloaded.
 */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

export async function launchBrowser(): Promise<Browser> {
  const found = installed.find((path) => existsSync(path))
  if (found !== undefined) return chromium.launch({ executablePath: found, args: ['--no-sandbox'] })
  const { default: carried } = await import('@sparticuz/chromium')
  const executablePath = await carried.executablePath()
  return chromium.launch({ executablePath, args: carried.args })
}
