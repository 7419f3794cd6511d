/** What every page is held to, in each of its states. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'

/** `view`: its name, for the message. Fails on a serious fault of accessibility, a target that is too small, or scrolling sideways. */
export async function expectAccessible(page: Page, view: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  expect([view, await faultsOf(page)]).toEqual([view, []])
  expect([view, await smallTargets(page)]).toEqual([view, []])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect([view, sideways]).toEqual([view, 0])
}

async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** What is pressed is at least 24 by 24 (WCAG 2.2, 2.5.8); of a box with a label the label is pressed too. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input, select, textarea')]
      .filter((element) => {
        const pressed = element.closest('label') ?? element
        const { width, height } = pressed.getBoundingClientRect()
        return width > 1 && (width < 24 || height < 24)
      })
      .map((element) => element.outerHTML),
  )
}
