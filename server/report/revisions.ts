import { createHash } from 'node:crypto'

// What is added to a sealed paper so that it stays provable: proofs (certificates, revocation lists, answers about certificates) in a
// document security store, and time stamps over the whole file before them. Each is an incremental update (ISO 32000-2, 7.5.6), which leaves
// every byte before it as it was. A seal that forbids all changes allows these two (ISO 32000-2, table 257, `P`).
//
// Whether an update adds nothing else is known by writing it again from what it holds: it must come out the same to the byte. So how
// it is written here is stored for ever: another way of writing needs a writer of its own beside this one.

/** Proofs that a reader needs who has no net, in DER (ISO 32000-2, 12.8.4.3). */
export type Proofs = { certificates: readonly Uint8Array[]; lists: readonly Uint8Array[]; answers: readonly Uint8Array[] }
const KINDS = [
  ['certificates', 'Certs'],
  ['lists', 'CRLs'],
  ['answers', 'OCSPs'],
] as const

/** A further revision. `stamp`: a time stamp over everything before and in it but its own digits; null: it has none. */
export type Revision = { proofs: Proofs; stamp: { token: Uint8Array; of: Uint8Array } | null }

/** Where the next revision finds what it adds to. */
type Ground = {
  /** Length of the file so far, and the first free number of an object. */
  length: number
  size: number
  table: number
  root: number
  info: string
  id: string
  catalogue: string
  form: Part
  page: Part
  /** Numbers of the objects that hold proofs already. */
  kept: { [K in keyof Proofs]: readonly number[] }
}
type Part = { number: number; text: string }

/** A paper with all its revisions. `sealed`: the bytes that the seal is over, with it. */
export type Revisions = { sealed: Uint8Array; revisions: readonly Revision[]; ground: Ground }

const NO_PROOFS: Proofs = { certificates: [], lists: [], answers: [] }
const latin = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/** A file whose first `length` bytes are a sealed paper, in its revisions; null: something else than ours follows, or precedes. */
export const revisionsOf = (pdf: Uint8Array, length: number): Revisions | null => {
  const sealed = pdf.subarray(0, length)
  let ground = groundOf(latin(sealed))
  const revisions: Revision[] = []
  while (ground && ground.length < pdf.length) {
    const next = readRevision(pdf, ground)
    if (!next) return null
    revisions.push(next.revision)
    ground = next.ground
  }
  return ground && { sealed, revisions, ground }
}

/** The places of a paper as pdfkit wrote it: by its table, which our papers have in the plain form; null: it is another one's. */
const groundOf = (text: string): Ground | null => {
  const [end, size, root, info, id, table] =
    /trailer\n<<\n\/Size (\d+)\n\/Root (\d+) 0 R\n\/Info (\d+ 0 R)\n\/ID \[<([0-9a-f]{32})> <[0-9a-f]{32}>\]\n>>\nstartxref\n(\d+)\n%%EOF$/.exec(
      text.slice(-400),
    ) ?? []
  if (!end || !id || !info) return null
  const objectAt = (number: number): string | null => {
    const entry = Number(table) + `xref\n0 ${size}\n`.length + 20 * number
    const at = Number(/^(\d{10}) 00000 n \n$/.exec(text.slice(entry, entry + 20))?.[1] ?? Number.NaN)
    const head = `${number} 0 obj\n`
    if (!text.startsWith(head, at)) return null
    const close = text.indexOf('\nendobj\n', at)
    return close < 0 ? null : text.slice(at + head.length, close)
  }
  const catalogue = objectAt(Number(root))
  const form = partOf(objectAt, /\/AcroForm (\d+) 0 R\n/.exec(catalogue ?? '')?.[1])
  const field = partOf(objectAt, /\/Fields \[(\d+) 0 R\]\n/.exec(form?.text ?? '')?.[1])
  const page = partOf(objectAt, /\/P (\d+) 0 R\n/.exec(field?.text ?? '')?.[1])
  if (!catalogue || !form || !page || !/\/Annots \[[\d R]+\]\n/.test(page.text)) return null
  const kept = { certificates: [], lists: [], answers: [] }
  return { length: text.length, size: Number(size), table: Number(table), root: Number(root), info, id, catalogue, form, page, kept }
}

const partOf = (objectAt: (number: number) => string | null, number: string | undefined): Part | null => {
  const text = number === undefined ? null : objectAt(Number(number))
  return text === null ? null : { number: Number(number), text }
}

/** Room for a time stamp in the file, in bytes. */
const ROOM = 16_384
/** An update that no time stamp is to be in yet: as long as it will be. */
const UNSTAMPED = new Uint8Array(0)

/**
 * Adds a revision with proofs and, where `stamp` is given, a time stamp that it makes of the bytes to be stamped. Null from it: there is none, and
 * nothing is added.
 */
export const addRevision = async (
  { sealed, revisions, ground }: Revisions,
  pdf: Uint8Array,
  { proofs, stamp }: { proofs: Proofs; stamp: ((of: Uint8Array) => Promise<Uint8Array | null>) | null },
): Promise<{ pdf: Uint8Array; of: Revisions } | null> => {
  const bare = write(ground, pdf, { proofs, token: stamp && UNSTAMPED, room: ROOM })
  const of = bare.of ?? null
  const token = of && stamp ? await stamp(of) : null
  if (stamp && (!token || token.length > ROOM)) return null
  const written = token ? write(ground, pdf, { proofs, token, room: ROOM }) : bare
  const revision = { proofs, stamp: token && of && { token, of } }
  return {
    pdf: new Uint8Array(Buffer.concat([pdf, written.bytes])),
    of: { sealed, revisions: [...revisions, revision], ground: written.ground },
  }
}

/** `token`: null: there is to be none. `room`: how many bytes are left for it. */
type Written = { proofs: Proofs; token: Uint8Array | null; room: number }

const write = (ground: Ground, before: Uint8Array, { proofs, token, room }: Written) => {
  const parts: Buffer[] = []
  let at = ground.length
  const put = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)
    parts.push(bytes)
    at += bytes.length
  }
  const places: { number: number; at: number }[] = []
  put('\n')
  const object = (number: number, ...body: readonly (string | Uint8Array)[]) => {
    places.push({ number, at })
    for (const part of [`${number} 0 obj\n`, ...body, '\nendobj\n']) put(part)
  }
  let size = ground.size
  const kept = { ...ground.kept }
  for (const [kind] of KINDS)
    for (const bytes of proofs[kind]) {
      kept[kind] = [...kept[kind], size]
      object(size++, `<< /Length ${bytes.length} >>\nstream\n`, bytes, '\nendstream')
    }
  const store = size++
  const lists = KINDS.filter(([kind]) => kept[kind].length > 0)
  object(store, `<< /Type /DSS${lists.map(([kind, name]) => ` /${name} [${kept[kind].map((one) => `${one} 0 R`).join(' ')}]`).join('')} >>`)
  const catalogue = withProofs(ground.catalogue, store)
  object(ground.root, catalogue)
  let { form, page } = ground
  let gap: { from: number; to: number; range: number } | null = null
  if (token) {
    const [signature, field] = [size++, size++]
    const head = '<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange [0 '
    const digits = Buffer.from(token)
      .toString('hex')
      .padEnd(room * 2, '0')
    const range = at + `${signature} 0 obj\n${head}`.length
    const from = range + '0000000000 0000000000 0000000000] /Contents '.length
    gap = { from, to: from + digits.length + 2, range }
    object(signature, `${head}0000000000 0000000000 0000000000] /Contents <${digits}> >>`)
    object(field, fieldOf(field, signature, page.number))
    form = { ...form, text: form.text.replace(/\/Fields \[([^\]]*)\]/, `/Fields [$1 ${field} 0 R]`) }
    page = { ...page, text: page.text.replace(/\/Annots \[([^\]]*)\]/, `/Annots [$1 ${field} 0 R]`) }
    object(form.number, form.text)
    object(page.number, page.text)
  }
  const table = at
  put('xref\n')
  for (const place of places.toSorted((a, b) => a.number - b.number))
    put(`${place.number} 1\n${String(place.at).padStart(10, '0')} 00000 n \n`)
  // Another one with each update (ISO 32000-2, 14.4); of the place alone, so that an altered paper is told as that and not as an update of another make.
  const now = createHash('sha256').update(`${ground.id} ${ground.length}`).digest('hex').slice(0, 32)
  put(
    `trailer\n<<\n/Size ${size}\n/Root ${ground.root} 0 R\n/Info ${ground.info}\n/ID [<${ground.id}> <${now}>]\n/Prev ${ground.table}\n>>\n`,
  )
  put(`startxref\n${table}\n%%EOF`)
  const bytes = Buffer.concat(parts)
  let of: Uint8Array | null = null
  if (gap) {
    const range = [gap.from, gap.to, at - gap.to].map((one) => String(one).padStart(10, '0')).join(' ')
    bytes.write(range, gap.range - ground.length, 'latin1')
    of = Buffer.concat([
      before.subarray(0, ground.length),
      bytes.subarray(0, gap.from - ground.length),
      bytes.subarray(gap.to - ground.length),
    ])
  }
  return { bytes, of, ground: { ...ground, length: at, size, table, catalogue, form, page, kept } }
}

/** An invisible field, as the seal's is: printed and locked. */
const fieldOf = (number: number, signature: number, page: number): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /V ${signature} 0 R /T (Stamp${number}) /F 132 /P ${page} 0 R >>`

/** The catalogue with the newest store of proofs. */
const withProofs = (catalogue: string, store: number): string =>
  catalogue.includes('\n/DSS ')
    ? catalogue.replace(/\n\/DSS \d+ 0 R\n/, `\n/DSS ${store} 0 R\n`)
    : catalogue.replace(/\n>>$/, `\n/DSS ${store} 0 R\n>>`)

/** The revision that begins where what is known of the file ends; null: what stands there isn't one as they are written here. */
const readRevision = (pdf: Uint8Array, ground: Ground): { revision: Revision; ground: Ground } | null => {
  const text = latin(pdf)
  const found: Uint8Array[] = []
  let at = ground.length + 1
  for (;;) {
    const head = matchAt(text, /(\d{1,10}) 0 obj\n<< \/Length (\d{1,9}) >>\nstream\n/y, at)
    if (!head) break
    const from = at + head[0].length
    const to = from + Number(head[2])
    if (to > pdf.length) return null
    found.push(pdf.slice(from, to))
    at = to + '\nendstream\nendobj\n'.length
  }
  const store = matchAt(text, /\d{1,10} 0 obj\n<< \/Type \/DSS((?: \/(?:Certs|CRLs|OCSPs) \[[\d R]*\])*) >>\nendobj\n/y, at)
  if (!store) return null
  let taken = 0
  const proofs = Object.fromEntries(
    KINDS.map(([kind, name]) => {
      const all = new RegExp(`/${name} \\[([\\d R]*)\\]`).exec(store[1] ?? '')?.[1]?.match(/\d+ 0 R/g)?.length ?? 0
      const added = Math.max(0, all - ground.kept[kind].length)
      return [kind, found.slice(taken, (taken += added))]
    }),
  )
  const whole: Proofs = { ...NO_PROOFS, ...proofs }
  const digits = matchAt(
    text.slice(at, at + 1_000_000),
    /[^]*?\n<< \/Type \/DocTimeStamp [^<>]*\/Contents <((?:[0-9a-f]{2})+)> >>\nendobj\n/y,
    0,
  )?.[1]
  const room = digits === undefined ? null : Buffer.from(digits, 'hex')
  const token = room && derIn(room)
  if (room && !token) return null
  // With and without: the digits may be those of a later revision.
  for (const tried of token && room
    ? [
        { token, room: room.length },
        { token: null, room: 0 },
      ]
    : [{ token: null, room: 0 }]) {
    const { bytes, of, ground: after } = write(ground, pdf, { proofs: whole, ...tried })
    const there = Buffer.from(pdf.buffer, pdf.byteOffset + ground.length, Math.min(bytes.length, pdf.length - ground.length))
    if (there.equals(bytes)) return { revision: { proofs: whole, stamp: tried.token && of && { token: tried.token, of } }, ground: after }
  }
  return null
}

const matchAt = (text: string, sticky: RegExp, at: number): RegExpExecArray | null => {
  sticky.lastIndex = at
  return sticky.exec(text)
}

/** The one value at the start of some bytes that zeros follow (X.690, 8.1.3); null: it isn't whole. */
const derIn = (room: Uint8Array): Uint8Array | null => {
  const first = room[1] ?? 0
  const many = first < 0x80 ? 0 : first & 0x7f
  if (many > 4) return null
  const length = many === 0 ? first : room.subarray(2, 2 + many).reduce((sum, byte) => sum * 256 + byte, 0)
  const end = 2 + many + length
  return end > room.length ? null : room.slice(0, end)
}
