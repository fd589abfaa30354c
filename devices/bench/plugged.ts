import { openLine, type PortDeps } from '../line/port.ts'
import { findPorts, type ListedPort } from '../line/ports/identity.ts'
import type { BoothDevice } from '../settings/booth-file.ts'
import type { OnBench } from './bench.ts'

/** Opens the line to each device that the installer wrote down, on whatever port of the listing it is now and later. */
export const plugged = (devices: readonly BoothDevice[], listing: () => Promise<ListedPort[]>, deps: PortDeps): OnBench[] => {
  const wishes = new Map(devices.map(({ name, port }) => [name, port]))
  return devices.map(({ name, model, made, settings }) => {
    const find = async () => findPorts(wishes, await listing()).get(name) ?? { trouble: { code: 'port-not-named', fields: {} } }
    return { name, model, ...made.connect(settings, (driver) => openLine(driver, find, deps)) }
  })
}
