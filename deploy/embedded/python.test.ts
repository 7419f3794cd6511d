import { expect, test } from 'vitest'
import { explainPython, type Python } from './python.ts'

function python(changes: Partial<Python>): Python {
  return {
    executable: '/usr/bin/python3',
    version: [3, 11, 2],
    machine: 'x86_64',
    venv: true,
    sqlite: [3, 40, 1],
    ...changes,
  }
}

test('no Python at all names the commands that install it', () => {
  const error = explainPython([])
  expect(error.message).toBe('No Python was found. The homeserver needs Python 3.10 or newer.')
  expect(error.hint).toContain('sudo apt install python3 python3-venv')
})

test('an old Python is told with its version, the newest of several', () => {
  const error = explainPython([python({ version: [3, 8, 10] }), python({ version: [3, 9, 2] })])
  expect(error.message).toContain('Python 3.9.2 is too old')
})

test('a Python that makes no virtual environments names the package of its version', () => {
  const error = explainPython([python({ venv: false })])
  expect(error.code).toBe('python-venv-missing')
  expect(error.hint).toBe('Install what is missing: sudo apt install python3.11-venv')
})

test('a Python with an old SQLite is told as such', () => {
  const error = explainPython([python({ sqlite: [3, 34, 1] })])
  expect(error.message).toContain('its SQLite is 3.34.1')
})
