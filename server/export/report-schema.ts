import { Report } from '#protocol/report.ts'

/** The name of the published schema: of the form, and of the schema's own version, which grows with every field that is added. */
export const SCHEMA_ID = 'urn:roadfit:report:2026-1:1'

/** Ours alone: a mark for the door, which says nothing to others. */
const OWN = ['x-line', 'mostBytes']

/** A schema as others read it: only what JSON Schema 2020-12 knows. */
const published = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(published)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => (OWN.includes(key) ? [] : [[key, published(value)]])))
}

/**
 * The JSON Schema (2020-12) of a signed report's value, made of the schema that the server checks it by. What it can't say: the digest is SHA-256
 * over the value's canonical text (RFC 8785), and length is counted in characters of UTF-16 by some readers and in code points by others.
 */
export const reportSchema = (): Readonly<Record<string, unknown>> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: SCHEMA_ID,
  title: 'Roadfit health report',
  description: 'The signed value of 机动车驾驶人身体条件证明. Its digest is SHA-256 over its canonical text (RFC 8785).',
  ...Object(published(Report)),
})
