import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ListedPort } from './identity.ts'

/** The serial ports of this computer that have something behind them, as Linux tells them in /sys and /dev/serial. `root`: where to look. */
export async function listPorts(root = '/'): Promise<ListedPort[]> {
  const [names, byId, byPath] = await Promise.all([
    namesIn(join(root, 'sys/class/tty')),
    linksIn(join(root, 'dev/serial/by-id')),
    linksIn(join(root, 'dev/serial/by-path')),
  ])
  const ports = await Promise.all(
    names.map(async (name): Promise<ListedPort[]> => {
      const device = await realpath(join(root, 'sys/class/tty', name, 'device')).catch(() => null)
      if (device === null || (await isEmptySocket(join(root, 'sys/class/tty', name)))) return []
      const path = `/dev/${name}`
      return [{ path, byId: byId.get(name) ?? null, byPath: byPath.get(name) ?? null, ...(await usbAbove(device)) }]
    }),
  )
  return ports.flat().toSorted((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }))
}

/** A computer lists four ttyS although it may have none: type 0 says that nothing is there. */
const isEmptySocket = async (folder: string) => (await textOf(join(folder, 'type'))) === '0'

/** The USB device that a port belongs to: the first folder above it that says its vendor. */
async function usbAbove(device: string): Promise<Pick<ListedPort, 'vendorId' | 'productId' | 'serialNumber'>> {
  for (let folder = device; folder !== dirname(folder); folder = dirname(folder)) {
    const vendorId = await textOf(join(folder, 'idVendor'))
    if (vendorId === null) continue
    return { vendorId, productId: await textOf(join(folder, 'idProduct')), serialNumber: await textOf(join(folder, 'serial')) }
  }
  return { vendorId: null, productId: null, serialNumber: null }
}

/** Links of a folder, by the port's name that each leads to. */
async function linksIn(folder: string): Promise<Map<string, string>> {
  const links = await Promise.all(
    (await namesIn(folder)).map(async (name) => {
      const target = await readlink(join(folder, name)).catch(() => '')
      return [target.slice(target.lastIndexOf('/') + 1), `/dev/serial/${folder.endsWith('by-id') ? 'by-id' : 'by-path'}/${name}`] as const
    }),
  )
  return new Map(links)
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
const textOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').then(
    (text) => text.trim() || null,
    () => null,
  )
