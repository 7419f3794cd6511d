import { expect, test } from 'vitest'
import { countTests } from './test-steps.js'

const good = { status: 'passed', assertionResults: [{ status: 'passed' }] }

test('a good run counts its tests', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [good] }
  expect(countTests(report, 0)).toEqual({ passed: 1, failed: 0 })
})

test('a file that cannot be loaded counts as one failure beside the failed tests', () => {
  const testResults = [
    good,
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
  ]
  const report = { numPassedTests: 1, numFailedTests: 1, testResults }
  expect(countTests(report, 1)).toEqual({ passed: 1, failed: 2 })
})

test('a run without a report, without tests or with a bad end is a failure', () => {
  const empty = { numPassedTests: 0, numFailedTests: 0, testResults: [] }
  const passing = { numPassedTests: 3, numFailedTests: 0, testResults: [good] }
  expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 })
  expect(countTests(empty, 0)).toEqual({ passed: 0, failed: 1 })
  expect(countTests(passing, 1)).toEqual({ passed: 3, failed: 1 })
})
