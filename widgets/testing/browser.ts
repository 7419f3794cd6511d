/**
 * A Chromium for tests: the system's where there is one, else the one that comes with the npm package @sparticuz/chromium
 * (unpacked once into the system's temporary folder). Nothing is downloaded. That package's own arguments are not used: they
 * run everything in one process and switch off the security that is tested here.
 */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Root and containers have no namespaces for the sandbox; the pages are our own. */
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args })
}

async function findBrowser(): Promise<string> {
  const found = installed.find((path) => existsSync(path))
  if (found !== undefined) return found
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}
