import { expect, test } from 'vitest'
import { joinAddress, qrLink, withoutHttps } from './addresses.ts'
import { makeQr } from './qr.ts'
import { mm } from './paper.ts'
import { qrWidth as slipWidth } from './quarter-slip.ts'
import { qrWidth as parentWidth } from './parent-page.ts'
import { token } from './testing/slips.ts'

const link = `https://lyceum.school17.example/join/${token}`

test('upper case makes a code of version 4, with squares above a millimetre', () => {
  expect(makeQr(qrLink(link)).version).toBe(4)
  expect(makeQr(link).version).toBeGreaterThan(4)
  expect(slipWidth / mm / makeQr(qrLink(link)).size).toBeGreaterThan(1)
})

test('codes are at least 30 mm wide', () => {
  expect(slipWidth / mm).toBeGreaterThanOrEqual(30)
  expect(parentWidth / mm).toBeGreaterThanOrEqual(30)
})

test.each([
  ['https://school.example', 'school.example/join'],
  ['https://school.example/', 'school.example/join'],
  ['http://localhost:8080', 'http://localhost:8080/join'],
])('a code for %s is typed at %s', (url, address) => {
  expect(joinAddress(url)).toBe(address)
})

test('only what browsers add by themselves is left out of an address', () => {
  expect(withoutHttps('https://matrix.school.example/')).toBe('matrix.school.example')
  expect(withoutHttps('http://localhost:8008')).toBe('http://localhost:8008')
})
