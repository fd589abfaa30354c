import { readFileSync } from 'node:fs'
import { Value } from 'typebox/value'
import { isLoopback } from '#protocol/ports.ts'
import type { SettingFault, WrongSetting } from '#protocol/setting-fault.ts'
import { Gateway } from './gateway.ts'

/** The form of a gateway from its file, or why it can't be used, with the place in it. */
export const readGateway = (file: string): Gateway | WrongSetting[] => {
  const wrong = (fault: SettingFault, pointer = ''): WrongSetting[] => [
    { variable: 'ROADFIT_NOTICE_FORM', at: { file, line: null, pointer }, fault },
  ]
  const text = textOf(file)
  if (text === null) return wrong({ code: 'unreadable', fields: {} })
  const value = jsonOf(text)
  if (value === undefined) return wrong({ code: 'not-json', fields: {} })
  if (!Value.Check(Gateway, value))
    return Value.Errors(Gateway, value).flatMap((error) => wrong({ code: 'not-as-declared', fields: { error } }, error.instancePath))
  const url = URL.parse(value.url)
  if (!url) return wrong({ code: 'no-address', fields: {} }, '/url')
  // A number and a text travel there: never in the clear.
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return wrong({ code: 'gateway-not-secure', fields: {} }, '/url')
  return value
}

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
