/** Puts fields into a sentence: `{name}`. A missing field stays visible. Lists are joined. */
export const fill = (sentence: string, fields: Readonly<Record<string, string | number | readonly string[]>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const value = fields[key]
    return value === undefined ? whole : Array.isArray(value) ? value.join('、') : String(value)
  })
