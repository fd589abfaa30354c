import { basename } from 'node:path'
import { type Static, Type } from 'typebox'
import { type Trouble, Wished } from '#protocol/trouble.ts'

/** A serial port as the operating system lists it. Ids in four hexadecimal digits; null: not told. */
export type ListedPort = {
  path: string
  byId: string | null
  byPath: string | null
  serialNumber: string | null
  vendorId: string | null
  productId: string | null
}

/**
 * What the installer wrote down of a device's port: all that is given must fit. `path` is for ports without an identity of their own,
 * such as the computer's own ttyS0; names such as ttyUSB0 go to whoever is plugged in first, and are refused.
 */
export const PortWish = Type.Object(
  {
    ...Wished.properties,
    path: Type.Optional(Type.String({ maxLength: 200, pattern: '^/(?!dev/tty(USB|ACM)\\d)' })),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type PortWish = Static<typeof PortWish>

/** `path` opens the port; `id` tells this very port, or what is plugged into it, from any other. */
export type Found = { path: string; id: string } | { trouble: Trouble }

/** Chip CH340 by vendor and product: brltty takes it for a Braille display and grabs it. */
const CH340 = { vendorId: '1a86', productId: '7523' }

/** Which port each device is on, or why none can be told. Two devices that wish for one port get neither. */
export function findPorts<Name extends string>(wishes: ReadonlyMap<Name, PortWish>, listing: readonly ListedPort[]): Map<Name, Found> {
  const found = new Map([...wishes].map(([name, wish]) => [name, findPort(wish, listing)] as const))
  const pathOf = (one: Found) => ('path' in one ? one.path : null)
  return new Map(
    [...found].map(([name, one]) => {
      const rivals = [...found].filter(([other, its]) => other !== name && pathOf(one) !== null && pathOf(its) === pathOf(one))
      if (rivals.length === 0) return [name, one]
      return [name, { trouble: { code: 'port-given-twice', fields: { devices: rivals.map(([other]) => other) } } }]
    }),
  )
}

function findPort(wish: PortWish, listing: readonly ListedPort[]): Found {
  // A port without an identity is its name.
  if (wish.path !== undefined) return { path: wish.path, id: wish.path }
  const given = said(wish)
  if (given.length === 0) return { trouble: { code: 'port-not-named', fields: {} } }
  const fitting = listing.filter((port) => given.every(([key, value]) => same(key, port[key], value)))
  const wished: Wished = Object.fromEntries(given)
  const [first] = fitting
  if (first && fitting.length === 1) return { path: first.path, id: identityOf(first) }
  if (first) return { trouble: { code: 'several-ports-fit', fields: { count: fitting.length, wished } } }
  return { trouble: { code: mayBeCh340(wish) ? 'perhaps-brltty' : 'no-port-fits', fields: { wished } } }
}

/** The name by which a port is known from any other, as short as it can be. */
export const identityOf = ({ byId, byPath, serialNumber, path }: ListedPort): string => {
  if (byId !== null) return basename(byId)
  return serialNumber ?? (byPath === null ? path : basename(byPath))
}

type Key = keyof Wished
const KEYS: readonly Key[] = ['byId', 'byPath', 'serialNumber', 'vendorId', 'productId']

const said = (wish: PortWish): [Key, string][] =>
  KEYS.flatMap((key) => {
    const value = wish[key]
    return value ? [[key, value] satisfies [Key, string]] : []
  })

/** Links may be written with or without their folder. */
const same = (key: Key, has: string | null, wished: string): boolean => {
  if (has === null) return false
  if (key === 'vendorId' || key === 'productId') return has.toLowerCase() === wished.toLowerCase()
  return has === wished || (key !== 'serialNumber' && basename(has) === wished)
}

const mayBeCh340 = ({ vendorId, productId, byId }: PortWish): boolean =>
  (vendorId?.toLowerCase() === CH340.vendorId && (!productId || productId === CH340.productId)) || /1a86/i.test(byId ?? '')
