import { expect, test } from 'vitest'
import { jsonLines } from './json-lines.ts'

test('says at which line each value begins', () => {
  const text = '{\n  "ports": {\n    "a/b": null,\n    "x": "{,:\\""\n  },\n  "list": [1,\n    {},\n    [2]],\n  "floorMm": 1\n}'
  expect(Object.fromEntries(jsonLines(text))).toEqual({
    '': 1,
    '/ports': 2,
    '/ports/a~1b': 3,
    '/ports/x': 4,
    '/list': 6,
    '/list/0': 6,
    '/list/1': 7,
    '/list/2': 8,
    '/list/2/0': 8,
    '/floorMm': 9,
  })
})
