import { expect, test } from 'vitest'
import { addressesFor } from './prepare.ts'

test('over http both servers are reached directly and listen on all addresses', () => {
  expect(addressesFor('http://192.168.1.20:8080/', 8008)).toEqual({
    publicUrl: 'http://192.168.1.20:8080',
    publicHost: '0.0.0.0',
    homeserverPublicUrl: 'http://192.168.1.20:8008',
  })
})

test('over https something stands in front, and the servers stay on loopback', () => {
  expect(addressesFor('https://school.example', 8008)).toEqual({
    publicUrl: 'https://school.example',
    publicHost: '127.0.0.1',
    homeserverPublicUrl: 'https://school.example',
  })
})

test('what is no address is wrong usage', () => {
  expect(() => addressesFor('192.168.1.20', 8008)).toThrow(/http:\/\/HOST:PORT/)
})
