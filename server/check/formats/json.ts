/** An object of JSON of which nothing is known yet. */
export type JsonObject = { [name: string]: unknown }

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object with one of its values replaced, where it is there and an object itself; anything else is left for the schema to refuse. */
export const within = (value: unknown, name: string, change: (inner: JsonObject) => unknown): unknown => {
  if (!isObject(value)) return value
  const inner = value[name]
  return isObject(inner) ? { ...value, [name]: change(inner) } : value
}

/** Each object of a list replaced. */
export const each = (value: unknown, change: (one: JsonObject) => unknown): unknown =>
  Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? change(one) : one)) : value
