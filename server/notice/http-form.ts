import { askBounded } from '../handover/answer.ts'
import { faultOfError } from '../handover/faults.ts'
import type { Gateway } from './gateway.ts'
import type { Posted, TextMessage, TextMessages } from './port.ts'

const PATIENCE = { allMs: 10_000, silenceMs: 3000 }

/** One gateway over HTTP, by its form. */
export const httpMessages = (gateway: Gateway, key: string, clock: () => Date): TextMessages => ({
  async send(message) {
    try {
      return outcomeOf(gateway, await post(gateway, valuesOf(gateway, message, key, clock())))
    } catch (error) {
      const { code, said } = faultOfError(error)
      return { later: said || code }
    }
  },
})

type Values = Readonly<Record<string, string>>

const valuesOf = ({ signature }: Gateway, { id, phone, text }: TextMessage, key: string, now: Date): Values => ({
  id,
  phone,
  plain: text,
  text: `【${signature}】${text}`,
  key,
  time: String(Math.floor(now.getTime() / 1000)),
})

/** Each field in a single pass: what a text holds is never taken for another field. */
const filled = (template: string, values: Values, encode = (value: string) => value): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in values ? encode(values[name] ?? '') : whole))

const post = ({ url, encoding, headers = {}, fields }: Gateway, values: Values) => {
  const each = (of: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(of).map(([name, template]) => [name, filled(template, values)]))
  const body = each(fields)
  const form = encoding === 'form'
  return askBounded(
    filled(url, values, encodeURIComponent),
    {
      method: 'POST',
      headers: { 'content-type': form ? 'application/x-www-form-urlencoded; charset=utf-8' : 'application/json', ...each(headers) },
      body: form ? new URLSearchParams(body).toString() : JSON.stringify(body),
    },
    PATIENCE,
  )
}

const outcomeOf = ({ taken, refused = [] }: Gateway, { status, json }: { status: number; json: unknown }): Posted => {
  const said = taken.field === undefined ? null : fieldOf(json, taken.field)
  if (taken.statuses.includes(status) && (taken.field === undefined || (taken.values ?? []).includes(said ?? ''))) return { posted: true }
  // A gateway that is asked wrongly refuses every message: that is for whoever set it up, and is tried until they have.
  const sign = (said === null ? String(status) : `${status} ${said}`).slice(0, 60)
  return said !== null && refused.includes(said) ? { refused: sign } : { later: sign }
}

/** What stands at a path of an answer, as text; null: nothing does. */
const fieldOf = (json: unknown, path: string): string | null => {
  let value: unknown = json
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
    value = Reflect.get(value, name)
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}
