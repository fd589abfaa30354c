import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { isDict, isRef, openPdf, type Pdf, type PdfDict, type PdfValue, reader, wordOf } from '../../test/pdf-objects.ts'
import { sampleExamination } from '../../test/sample-examination.ts'
import { samplePhoto, sampleReport, sampleStrokes } from '../../test/sample-report.ts'
import { testSeal } from '../../test/test-seal.ts'
import { drawReport } from './draw.ts'
import { judgePhoto } from './photo.ts'

// Whether a paper is what it says it is, PDF/A-2a (ISO 19005-2, the numbers in the names): looked at in the sealed file, object by object.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-archive-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The one with pages behind the form. */
const MEASURED = 'how it was measured'
const PAPERS = {
  [MEASURED]: sampleReport(),
  plain: sampleReport(),
  'a rare name and a long remark': sampleReport(
    { remark: '右手握力偏弱，复测两次结果一致。'.repeat(8) },
    { name: '𠮷野家', nationality: 'DEU' },
  ),
  'a name that only the last font has': sampleReport({}, { name: '王\u{2ceb0}' }),
  'in Latin letters': sampleReport({ remark: null }, { name: 'MAXIMILIANA ALEXANDRA KONSTANT' }),
  'a referral': sampleReport({ findings: [{ station: 'acuity-right', refer: 'hospital', words: '' }] }),
}
const sealed = new Map<string, Pdf>()
beforeAll(async () => {
  const photo = await judgePhoto(await samplePhoto())
  if (isRefusal(photo)) throw new Error('the sample photo must be usable')
  const at = new Date('2026-11-25T02:00:00.000Z')
  const seal = await testSeal(join(folder, 'seal'), { now: at, random: (bytes: number) => new Uint8Array(bytes).fill(7) })
  const whole = await sampleExamination()
  for (const [name, report] of Object.entries(PAPERS)) {
    const pictures = { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }
    const examination = name === MEASURED ? whole : null
    const drawn = await drawReport(report, pictures, 'https://roadfit.example', { examination })
    if (isRefusal(drawn)) throw new Error(`${name}: ${drawn.refused}`)
    const bytes = await seal(drawn)
    writeFileSync(join(folder, `${name}.pdf`), bytes)
    sealed.set(name, openPdf(bytes))
  }
})
const open = (name: string) => {
  const pdf = sealed.get(name)
  if (!pdf) throw new Error(name)
  const root = pdf.dictOf(pdf.trailer['Root'])
  const pages = listOf(pdf.dictOf(root['Pages'])['Kids']).filter(isRef)
  const [paper, ...behind] = pages.map((page) => pdf.dictOf(page))
  if (!paper) throw new Error('no page')
  expect(behind.length > 0).toBe(name === MEASURED)
  return { pdf, root, pages, papers: [paper, ...behind], paper }
}
const listOf = (value: PdfValue | undefined): PdfValue[] => (Array.isArray(value) ? value : [])
/** Every dictionary of the file, wherever it stands. */
const dictsIn = (value: PdfValue): PdfDict[] => {
  if (Array.isArray(value)) return value.flatMap(dictsIn)
  return isDict(value) ? [value, ...Object.values(value).flatMap(dictsIn)] : []
}
const everyDict = (pdf: Pdf) => Array.from({ length: pdf.count - 1 }, (_, i) => pdf.objectAt(i + 1).value).flatMap(dictsIn)

type Element = { kind: string; ref: number; alt: string; marks: number[]; page: PdfValue | undefined }
/** The structure in reading order. */
const elementsOf = (pdf: Pdf, value: PdfValue | undefined): Element[] =>
  listOf(value).flatMap((kid) => {
    if (!isRef(kid)) return []
    const dict = pdf.dictOf(kid)
    const alt = dict['Alt']
    return [
      {
        kind: wordOf(dict['S']),
        ref: kid.ref,
        alt: Buffer.isBuffer(alt) ? alt.toString('latin1') : '',
        marks: listOf(dict['K']).filter((one) => typeof one === 'number'),
        page: dict['Pg'],
      },
      ...elementsOf(pdf, dict['K']),
    ]
  })

const numberOf = (value: PdfValue | undefined): number => (value !== undefined && isRef(value) ? value.ref : -1)

type Drawn = { operator: string; operands: PdfValue[]; marks: (number | 'Artifact')[] }
const PAINTS = ['Tj', 'TJ', "'", '"', 'S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'Do', 'sh', 'BI']
/** What the page draws, and inside of which marks. */
const drawnOn = (pdf: Pdf, paper: PdfDict): Drawn[] => {
  const drawn: Drawn[] = []
  const marks: Drawn['marks'] = []
  let operands: PdfValue[] = []
  for (const one of reader(pdf.bytesOf(paper['Contents']).toString('latin1')).all()) {
    if (typeof one !== 'object' || one === null || !('operator' in one) || typeof one.operator !== 'string') {
      operands.push(one)
      continue
    }
    const [tag, properties] = operands
    if (one.operator === 'BMC' || one.operator === 'BDC') {
      const mcid = isDict(properties) ? properties['MCID'] : undefined
      marks.push(typeof mcid === 'number' ? mcid : tag === '/Artifact' ? 'Artifact' : -1)
    } else if (one.operator === 'EMC') marks.pop()
    drawn.push({ operator: one.operator, operands, marks: [...marks] })
    operands = []
  }
  if (marks.length > 0) throw new Error('a mark is left open')
  return drawn
}

describe.each(Object.keys(PAPERS))('%s', (name) => {
  test('the file says PDF/A-2a in its metadata, by one id, unencrypted, and ends where it ends (6.1, 6.6)', () => {
    const { pdf, root } = open(name)
    expect(pdf.text).toMatch(/^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/)
    expect(pdf.text).toMatch(/%%EOF\r?\n?$/)
    expect(pdf.text.match(/%%EOF/g)).toHaveLength(1)
    expect(listOf(pdf.trailer['ID'])).toHaveLength(2)
    expect(pdf.trailer['Encrypt']).toBeUndefined()
    const metadata = pdf.dictOf(root['Metadata'])
    expect([metadata['Type'], metadata['Subtype'], metadata['Filter']]).toEqual(['/Metadata', '/XML', undefined])
    const xmp = execFileSync('pdfinfo', ['-meta', join(folder, `${name}.pdf`)], { encoding: 'utf8' })
    expect(xmp).toMatch(
      /xmlns:pdfaid="http:\/\/www\.aiim\.org\/pdfa\/ns\/id\/"[^>]*>\s*<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</,
    )
    for (const said of ['机动车驾驶人身体条件证明', '<xmp:CreateDate>2026-', 'Roadfit']) expect(xmp).toContain(said)
  })

  test('everything that is drawn is marked, as a part of the structure or as no content; every part has its mark (6.7)', () => {
    const { pdf, root, pages, papers } = open(name)
    expect(pdf.dictOf(root['MarkInfo'])['Marked']).toBe(true)
    expect(wordOf(root['Lang'])).toMatch(/^[a-z]{2}-[A-Z]{2}$/)
    const tree = pdf.dictOf(root['StructTreeRoot'])
    expect(tree['Type']).toBe('/StructTreeRoot')
    const elements = elementsOf(pdf, tree['K'])
    // Standard types alone: nothing that a reader would have to be told the meaning of (6.7.3.4).
    const kinds = ['/Document', '/H1', '/P', '/Figure', ...(name === MEASURED ? ['/H2'] : [])]
    expect(new Set(elements.map(({ kind }) => kind))).toEqual(new Set(kinds))
    for (const { kind, alt } of elements) if (kind === '/Figure') expect(alt).not.toBe('')
    const back = listOf(pdf.dictOf(tree['ParentTree'])['Nums'])
    papers.forEach((paper, at) => {
      const drawn = drawnOn(pdf, paper)
      expect(drawn.length).toBeGreaterThan(300)
      const unmarked = drawn.filter(({ operator, marks }) => PAINTS.includes(operator) && !(marks.length === 1 && marks[0] !== -1))
      expect(unmarked).toEqual([])
      const begun = drawn.filter(({ operator }) => operator === 'BDC').map(({ marks }) => marks.at(-1))
      const inPage = begun.filter((mark) => typeof mark === 'number')
      const own = elements.filter(({ page, marks }) => marks.length > 0 && numberOf(page) === numberOf(pages[at]))
      expect(own.flatMap(({ marks }) => marks)).toEqual(inPage)
      expect(new Set(inPage).size).toBe(inPage.length)
      // And back again: from each mark to its element (ISO 32000-1, 14.7.4.4).
      expect(paper['StructParents']).toBe(at)
      expect(back[2 * at]).toBe(at)
      const parents = listOf(pdf.get(back[2 * at + 1])).map((one) => (isRef(one) ? one.ref : 0))
      for (const { ref, marks } of own) for (const mark of marks) expect(parents[mark]).toBe(ref)
    })
    // No mark of an element stands on a page that isn't there.
    expect(
      elements.filter(({ marks }) => marks.length > 0).every(({ page }) => pages.some((one) => numberOf(one) === numberOf(page))),
    ).toBe(true)
  })

  test('colours have a profile that says what they look like, and nothing is transparent (6.2.3, 6.2.4, 6.2.10)', () => {
    const { pdf, root, papers } = open(name)
    const [intent, ...others] = listOf(root['OutputIntents']).map((one) => pdf.dictOf(one))
    expect(others).toEqual([])
    expect(intent?.['S']).toBe('/GTS_PDFA1')
    const icc = pdf.bytesOf(intent?.['DestOutputProfile'])
    expect(icc.readUInt32BE(0)).toBe(icc.length)
    expect([icc.toString('latin1', 36, 40), icc.toString('latin1', 16, 20)]).toEqual(['acsp', 'RGB '])
    expect(['mntr', 'prtr', 'scnr', 'spac']).toContain(icc.toString('latin1', 12, 16))
    expect(icc[8]).toBeLessThanOrEqual(4)
    expect(pdf.dictOf(intent?.['DestOutputProfile'])['N']).toBe(3)
    const drawn = papers.flatMap((paper) => drawnOn(pdf, paper))
    const spaces = drawn.flatMap(({ operator, operands }) => (/^(cs|CS)$/.test(operator) ? operands : []))
    for (const space of spaces) expect(['/DeviceRGB', '/DeviceGray']).toContain(space)
    expect(drawn.filter(({ operator }) => /^(k|K|gs|sh)$/.test(operator))).toEqual([])
    for (const dict of everyDict(pdf)) {
      for (const key of ['SMask', 'Group', 'BM', 'TR', 'HTP', 'Alternates', 'OPI', 'PS', 'XFA', 'OCProperties'])
        expect(Object.keys(dict), key).not.toContain(key)
      expect(['/LZWDecode', '/Crypt', '/JBIG2Decode']).not.toContain(dict['Filter'])
      if (dict['Subtype'] === '/Image') {
        expect(dict['Interpolate'] ?? false).toBe(false)
        expect(['/DeviceRGB', '/DeviceGray']).toContain(dict['ColorSpace'])
      }
    }
  })

  test('every letter is in the file: its shape, its width, and what it means (6.2.11)', () => {
    const { pdf, papers } = open(name)
    // A font is called alike on every page.
    const fonts = Object.assign({}, ...papers.map((paper) => pdf.dictOf(pdf.dictOf(paper['Resources'])['Font'])))
    const shown = new Map<string, Set<number>>()
    let font = ''
    for (const { operator, operands } of papers.flatMap((paper) => drawnOn(pdf, paper))) {
      if (operator === 'Tf') font = wordOf(operands[0]).slice(1)
      if (operator !== 'Tj' && operator !== 'TJ') continue
      const codes = shown.get(font) ?? new Set()
      for (const bytes of operands.flat())
        if (Buffer.isBuffer(bytes)) for (let i = 0; i < bytes.length; i += 2) codes.add(bytes.readUInt16BE(i))
      shown.set(font, codes)
    }
    expect([...shown.keys()].toSorted()).toEqual(Object.keys(fonts).toSorted())
    for (const [key, codes] of shown) {
      const outer = pdf.dictOf(fonts[key])
      expect([outer['Subtype'], outer['Encoding']]).toEqual(['/Type0', '/Identity-H'])
      const inner = pdf.dictOf(listOf(outer['DescendantFonts'])[0])
      const descriptor = pdf.dictOf(inner['FontDescriptor'])
      expect(inner['Subtype'] === '/CIDFontType2' ? inner['CIDToGIDMap'] : '/Identity').toBe('/Identity')
      const program = create(pdf.bytesOf(descriptor['FontFile2'] ?? descriptor['FontFile3']))
      if (!('getGlyph' in program)) throw new Error('a collection is no font')
      const widths = widthsOf(pdf, inner)
      const meanings = meaningsOf(pdf.bytesOf(outer['ToUnicode']).toString('latin1'))
      for (const code of codes) {
        // .notdef is never shown (6.2.11.8).
        expect(code).toBeGreaterThan(0)
        expect(Math.abs((widths.get(code) ?? 1000) - advance(program, code))).toBeLessThanOrEqual(1)
        const meaning = meanings.get(code) ?? ''
        expect(meaning, `${key} ${code}`).not.toBe('')
        // Private-use code points would need words beside them (6.2.11.7.3).
        expect(meaning).not.toMatch(/[\0\ufeff\ufffe]|\p{Co}|\p{Cs}/u)
      }
    }
  })

  test('nothing in it acts, and its one annotation is the seal’s field, which shows nothing (6.1.12, 6.3, 6.4, 6.5)', () => {
    const { pdf, root, paper } = open(name)
    for (const key of ['OpenAction', 'AA', 'Collection', 'Requirements']) expect(root[key], key).toBeUndefined()
    expect(Object.keys(pdf.dictOf(root['Names']))).toEqual(['Dests'])
    for (const dict of everyDict(pdf)) for (const key of ['A', 'AA', 'JS', 'EF', 'XFA']) expect(Object.keys(dict), key).not.toContain(key)
    const annotations = listOf(paper['Annots']).map((one) => pdf.dictOf(one))
    expect(annotations.map(({ Subtype, FT, F, Rect, AP }) => ({ Subtype, FT, F, Rect, AP }))).toEqual([
      // Printed, not hidden, not invisible; without a size it needs no appearance.
      { Subtype: '/Widget', FT: '/Sig', F: 132, Rect: [0, 0, 0, 0], AP: undefined },
    ])
    expect(pdf.dictOf(root['AcroForm'])['NeedAppearances'] ?? false).toBe(false)
    const permissions = pdf.dictOf(root['Perms'])
    expect(Object.keys(permissions)).toEqual(['DocMDP'])
    const signature = pdf.dictOf(permissions['DocMDP'])
    expect(pdf.get(annotations[0]?.['V'])).toEqual(signature)
    for (const one of listOf(signature['Reference']).map((each) => pdf.dictOf(each)))
      for (const key of ['DigestLocation', 'DigestMethod', 'DigestValue']) expect(one[key], key).toBeUndefined()
    const [from, first, second, last] = listOf(signature['ByteRange']).map(Number)
    expect([from, (second ?? 0) + (last ?? 0)]).toEqual([0, pdf.text.length])
    expect(pdf.text.slice(first, second)).toMatch(/^<[0-9a-fA-F]+>$/)
  })
})

const advance = (font: Font, glyph: number) => (font.getGlyph(glyph).advanceWidth * 1000) / font.unitsPerEm

/** Widths by code: `c [w1 w2 …]` or `first last w` (ISO 32000-1, 9.7.4.3). */
const widthsOf = (pdf: Pdf, font: PdfDict): Map<number, number> => {
  const widths = new Map<number, number>()
  const parts = listOf(pdf.get(font['W']))
  for (let i = 0; i < parts.length; ) {
    const first = Number(parts[i])
    const next = parts[i + 1]
    if (Array.isArray(next)) next.forEach((width, n) => widths.set(first + n, Number(width)))
    else for (let code = first; code <= Number(next); code++) widths.set(code, Number(parts[i + 2]))
    i += Array.isArray(next) ? 2 : 3
  }
  return widths
}

/** What each code means, by the font's ToUnicode map (ISO 32000-1, 9.10.3). */
const meaningsOf = (map: string): Map<number, string> => {
  const meanings = new Map<number, string>()
  const text = (hex: string) => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').swap16().toString('utf16le')
  for (const [, body = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', , list, start] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:\[([^\]]*)\]|<([0-9a-f]+)>)/gi)) {
      const first = Number.parseInt(from, 16)
      if (start) meanings.set(first, text(start))
      for (const [n, one] of [...(list ?? '').matchAll(/<([0-9a-f\s]+)>/gi)].entries()) meanings.set(first + n, text(one[1] ?? ''))
    }
  for (const [, body = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', meaning = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]+)>/gi))
      meanings.set(Number.parseInt(code, 16), text(meaning))
  return meanings
}
