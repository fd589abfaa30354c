import * as fc from 'fast-check'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { CaseAnswer, HandOverRefused, HandOverTaken } from './case.ts'
import { cleaned, cleanLine, isLine, Line, stringsOf } from './line.ts'
import { agentMessages, mediaMessages, pageMessages, serviceMessages, simulatorMessages, staffMessages } from './messages.ts'

describe('a line is cleaned of what nobody sees', () => {
  // The characters that were signed and could never be printed, and others of their kinds.
  test.each([
    ['a left-to-right mark', '佩戴\u200e眼镜', '佩戴眼镜'],
    ['a byte order mark', '\ufeff眼镜', '眼镜'],
    ['a line separator', '眼镜\u2028复查', '眼镜 复查'],
    ['a line break of a text box', '眼镜\r\n复查', '眼镜 复查'],
    ['a tab', '眼镜\t复查', '眼镜 复查'],
    ['a bell', '眼镜\u0007复查', '眼镜 复查'],
    ['an overriding direction', 'AB\u202eCD\u202c', 'ABCD'],
    ['an isolate', '\u2066张三\u2069', '张三'],
    ['a zero-width space and joiners', '张\u200b三\u200c\u200d', '张三'],
    ['variation selectors', '葛\u{e0100}城\ufe00', '葛城'],
    ['a soft hyphen', '张\u00ad三', '张三'],
    ['Hangul fillers', '\u3164张\u115f三\uffa0', '张三'],
    ['tags', '张\u{e0041}三', '张三'],
    ['an interlinear mark', '张\ufff9三\ufffb', '张三'],
    ['half a pair', '张\ud842三', '张三'],
    ['spaces of other widths', '王\u00a0小\u2003明', '王 小 明'],
    ['spaces around', '  王小明\n', '王小明'],
    ['a private character of GBK', '王\ue863', '王䶮'],
  ])('%s', (_, typed, clean) => {
    expect(cleanLine(typed)).toBe(clean)
  })

  test('and what people see is left alone', () => {
    for (const seen of ['张三', '𠮷野家', '买买提·艾力', 'O’Neil-Müller, Zoë', '左手第2、3指缺失（近节）', '张　三'])
      expect(cleanLine(seen)).toBe(seen)
  })

  test('whatever comes: nothing invisible is left, and cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const clean = cleanLine(typed)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
        expect(cleanLine(clean)).toBe(clean)
      }),
    )
  })
})

test('lines are cleaned wherever a schema has them, and what is no line is left as it came', () => {
  const schema = Type.Object({
    id: Type.String(),
    name: Line(5, 1),
    parts: Type.Array(Type.Union([Type.Object({ words: Line(9) }), Type.Null(), Type.Object({ password: Type.String() })])),
    pair: Type.Tuple([Type.Number(), Line(3)]),
    maybe: Type.Optional(Type.Union([Line(3), Type.Null()])),
  })
  const dirty = 'a\u200eb'
  expect(
    cleaned(schema, {
      id: dirty,
      name: dirty,
      parts: [{ words: dirty }, null, { password: dirty }],
      pair: [1, dirty],
      maybe: dirty,
      more: dirty,
    }),
  ).toEqual({ id: dirty, name: 'ab', parts: [{ words: 'ab' }, null, { password: dirty }], pair: [1, 'ab'], maybe: 'ab', more: dirty })
  for (const other of [null, 3, 'x', [], { parts: 'x', pair: {}, name: [] }]) expect(cleaned(schema, other)).toEqual(other)
  // What is empty once it's clean is as empty as what was empty before.
  expect(Value.Check(Line(5, 1), cleaned(Line(5, 1), '\u200e\u200f'))).toBe(false)
})

/** Strings that are no lines, and why: all others name their characters, or are lines. */
const NO_LINES: readonly [at: RegExp, why: string][] = [
  [/\/password$/, 'a secret is compared as it was typed'],
  [/^booth:card\/(card|device)\//, 'it is signed as it was read, and cleaned when it is opened'],
  [/^booth:reading\/devices\//, 'it is signed'],
  [/^booth:status\/devices\/\*\/ids\//, 'it is compared with what is signed, as that was read'],
  [/^media:\w+\//, 'what browsers say to each other'],
  [/^service:probe\/path$/, 'a port of this machine, as the system calls it'],
]
/** A pattern that says which characters there may be, not which may not. */
const namesItsCharacters = (pattern: unknown): boolean =>
  typeof pattern === 'string' && /^\^.*\$$/.test(pattern) && !/\[\^/.test(pattern) && !/(?<![\\[\w])\.[*+{]/.test(pattern)

test('a list that is longer than it may be is left as it came: nobody works on what is refused anyway', () => {
  const list = Type.Array(Line(10), { maxItems: 2 })
  expect(cleaned(list, ['a\tb', ' c'])).toEqual(['a b', 'c'])
  const long = ['a\tb', ' c', 'd']
  expect(cleaned(list, long)).toBe(long)
})

test('no message and no answer of the case has a string that somebody forgot to make a line', () => {
  const requests = Object.values({
    ...agentMessages,
    ...pageMessages,
    ...simulatorMessages,
    ...serviceMessages,
    ...staffMessages,
    ...mediaMessages,
  })
  const taken = [
    ...requests.map(({ name, request }) => ({ name, schema: request })),
    ...Object.entries({ CaseAnswer, HandOverTaken, HandOverRefused }).map(([name, schema]) => ({ name, schema })),
  ]
  const strings = taken.flatMap(({ name, schema }) => stringsOf(schema, name))
  const forgotten = strings.filter(({ at, schema }) => {
    const closed = 'const' in schema || 'enum' in schema || namesItsCharacters(Reflect.get(schema, 'pattern'))
    return !isLine(schema) && !closed && !NO_LINES.some(([where]) => where.test(at))
  })
  expect(forgotten.map(({ at }) => at)).toEqual([])
  // Those that the first trials found, and that nobody may turn into something else.
  for (const at of [
    'check:draw-up/remark',
    'check:note/text',
    'check:decide/reason',
    'check:decide/finding/left',
    'check:decide/finding/words',
    'counter:return/reason',
    'CaseAnswer/case/phone',
  ])
    expect(strings.filter((one) => one.at === at && isLine(one.schema)).length, at).toBeGreaterThan(0)
})
