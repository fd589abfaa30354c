import { expect, test } from 'vitest'
import { findPorts, type ListedPort, type PortWish } from './identity.ts'

const adapter = (path: string, socket: string): ListedPort => ({
  path,
  byId: null,
  byPath: `/dev/serial/by-path/${socket}`,
  serialNumber: null,
  vendorId: '1A86',
  productId: '7523',
})
const wishes = (all: Record<string, PortWish>) => new Map(Object.entries(all))

test('finds a device by its socket, whatever number its node has', () => {
  const wish = wishes({ force: { byPath: '/dev/serial/by-path/usb-2' } })
  for (const [one, two] of [
    ['ttyUSB0', 'ttyUSB1'],
    ['ttyUSB1', 'ttyUSB0'],
  ] as const)
    expect(findPorts(wish, [adapter(one, 'usb-1'), adapter(two, 'usb-2')]).get('force')).toEqual({
      path: two,
      id: 'usb-2',
    })
})

test('takes a port without an identity by its path alone', () => {
  expect(findPorts(wishes({ reader: { path: '/dev/ttyS0' } }), []).get('reader')).toEqual({ path: '/dev/ttyS0', id: '/dev/ttyS0' })
})

test('does not choose between two that fit', () => {
  const found = findPorts(wishes({ force: { vendorId: '1a86' } }), [adapter('a', '1'), adapter('b', '2')])
  expect(found.get('force')).toEqual({ trouble: { code: 'several-ports-fit', fields: { count: 2, wished: { vendorId: '1a86' } } } })
})

test('names brltty when a CH340 is missing', () => {
  expect(findPorts(wishes({ force: { vendorId: '1A86', productId: '7523' } }), []).get('force')).toEqual({
    trouble: { code: 'perhaps-brltty', fields: { wished: { vendorId: '1A86', productId: '7523' } } },
  })
  const byId = 'usb-1a86_USB_Serial-if00-port0'
  expect(findPorts(wishes({ force: { byId } }), []).get('force')).toEqual({
    trouble: { code: 'perhaps-brltty', fields: { wished: { byId } } },
  })
  expect(findPorts(wishes({ height: { serialNumber: 'H1' } }), []).get('height')).toEqual({
    trouble: { code: 'no-port-fits', fields: { wished: { serialNumber: 'H1' } } },
  })
})

test('gives one port to none of two devices that wish for it', () => {
  const found = findPorts(wishes({ force: { vendorId: '1a86' }, height: { productId: '7523' } }), [adapter('a', '1')])
  expect(found.get('force')).toEqual({ trouble: { code: 'port-given-twice', fields: { devices: ['height'] } } })
  expect(found.get('height')).toEqual({ trouble: { code: 'port-given-twice', fields: { devices: ['force'] } } })
})

test('says so when nothing was written down', () => {
  expect(findPorts(wishes({ force: {} }), [adapter('a', '1')]).get('force')).toEqual({ trouble: { code: 'port-not-named', fields: {} } })
})
