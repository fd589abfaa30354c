import { type Static, Type } from 'typebox'
import { Exact, Words } from '#protocol/basic.ts'
import { Cell } from '#protocol/station.ts'

const Register = Type.Integer({ minimum: 0, maximum: 0xffff })

/** Where one force stands in a transmitter's registers, and what its numbers mean. All of it is in the transmitter's sheet. */
const Channel = Exact({
  cell: Cell,
  /** The transmitter's address on the bus. */
  address: Type.Integer({ minimum: 1, maximum: 247 }),
  /** 3 reads holding registers, 4 input registers. */
  function: Type.Union([Type.Literal(3), Type.Literal(4)]),
  /** The first register, counted from 0: a sheet that says 40001 or 30001 means 0. */
  register: Register,
  type: Words(['int16', 'uint16', 'int32', 'float32'] as const),
  /** Of numbers in two registers: ABCD is most significant first; CDAB swaps the registers, BADC the bytes in each, DCBA both. */
  order: Words(['ABCD', 'CDAB', 'BADC', 'DCBA'] as const),
  /** One count in millinewtons; negative for a cell that is mounted upside down. */
  scale: Type.Number({ minimum: -1e9, maximum: 1e9 }),
  /** The write that makes its present load count as nothing. */
  tare: Type.Optional(
    Exact({
      function: Type.Union([Type.Literal(6), Type.Literal(16)]),
      register: Register,
      value: Type.Integer({ minimum: 0, maximum: 0xffff }),
    }),
  ),
  /** The bit, 0 the lowest, that says that the value stands still: nothing is calibrated by others. Read by the same function. */
  stable: Type.Optional(Exact({ register: Register, bit: Type.Integer({ minimum: 0, maximum: 15 }) })),
})
export type Channel = Static<typeof Channel>

/** A bus of force transmitters: their speed, and each of their channels. Eight bits, no parity, one stop bit. */
export const Profile = Exact({
  baudRate: Type.Integer({ minimum: 1200, maximum: 460_800 }),
  channels: Type.Array(Channel, { minItems: 1, maxItems: 6 }),
})
export type Profile = Static<typeof Profile>
