import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { listPorts } from './listing.ts'

/** A computer with one USB adapter that has a serial number, one that has none, one real ttyS, one empty and a console. */
const computer = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'roadfit-ports-'))
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const link = (path: string, to: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(to, join(root, path))
  }
  put('sys/devices/usb1/1-2/idVendor', '0403\n')
  put('sys/devices/usb1/1-2/idProduct', '6001\n')
  put('sys/devices/usb1/1-2/serial', 'A50285BI\n')
  put('sys/devices/usb1/1-2/1-2:1.0/ttyUSB0/port_number', '0')
  link('sys/class/tty/ttyUSB0/device', '../../../devices/usb1/1-2/1-2:1.0/ttyUSB0')
  put('sys/devices/usb1/1-3/idVendor', '1a86\n')
  put('sys/devices/usb1/1-3/idProduct', '7523\n')
  put('sys/devices/usb1/1-3/1-3:1.0/ttyUSB1/port_number', '0')
  link('sys/class/tty/ttyUSB1/device', '../../../devices/usb1/1-3/1-3:1.0/ttyUSB1')
  put('sys/devices/platform/serial8250/tty/x', '')
  for (const [name, type] of [
    ['ttyS0', '4'],
    ['ttyS1', '0'],
  ] as const) {
    put(`sys/class/tty/${name}/type`, `${type}\n`)
    link(`sys/class/tty/${name}/device`, '../../../devices/platform/serial8250')
  }
  put('sys/class/tty/tty1/dev', '4:1')
  link('dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0', '../../ttyUSB0')
  link('dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0', '../../ttyUSB0')
  link('dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0', '../../ttyUSB1')
  return root
}

test('lists what is plugged in with all that tells one from another, and neither consoles nor empty sockets', async () => {
  expect(await listPorts(computer())).toEqual([
    { path: '/dev/ttyS0', byId: null, byPath: null, vendorId: null, productId: null, serialNumber: null },
    {
      path: '/dev/ttyUSB0',
      byId: '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
      byPath: '/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0',
      vendorId: '0403',
      productId: '6001',
      serialNumber: 'A50285BI',
    },
    {
      path: '/dev/ttyUSB1',
      byId: null,
      byPath: '/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0',
      vendorId: '1a86',
      productId: '7523',
      serialNumber: null,
    },
  ])
})

test('a computer without any lists none', async () => {
  expect(await listPorts(mkdtempSync(join(tmpdir(), 'roadfit-ports-')))).toEqual([])
})
