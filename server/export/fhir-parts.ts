import { STATIONS } from '#protocol/station.ts'

// What every resource of a document is made of.

/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
/** A resource before it has its place in a document. */
export type Resource = { resourceType: string; readonly [element: string]: Json }
export type Coding = { system: string; code: string; display: string }

/** Roadfit's own code systems and identifiers: docs/exports.md lists them. */
export const ours = (name: string): string => `urn:roadfit:fhir:${name}`

/** A concept of a code, or of several that mean the same. */
export const concept = (...codings: readonly Coding[]) => ({ coding: codings, text: codings[0]?.display ?? '' })
/** A concept of one of our own systems. */
export const own = (system: string, code: string, display: string) => concept({ system: ours(system), code, display })

/** The resources of one document, in a fixed order, which numbers them. */
const RESOURCES = [
  ...(['bundle', 'composition', 'patient', 'doctor', 'second', 'organization', 'location', 'device', 'report', 'value'] as const),
  ...(['provenance-doctor', 'provenance-second', 'declaration'] as const),
  ...STATIONS,
] as const
export type Name = (typeof RESOURCES)[number]

/**
 * The id of a resource: a UUID of version 8 (RFC 9562) from the report's digest and the resource's number in its document, so that the same report
 * gives the same document.
 */
const idOf = (digest: string, name: Name): string => {
  const n = RESOURCES.indexOf(name).toString(16).padStart(2, '0')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(12, 15)}-a${digest.slice(15, 18)}-${digest.slice(18, 28)}${n}`
}

/** How the resources of the document of a report name one another. */
export const namesFor = (digest: string) => ({
  idOf: (name: Name) => idOf(digest, name),
  refTo: (name: Name) => ({ reference: `urn:uuid:${idOf(digest, name)}` }),
})
export type Names = ReturnType<typeof namesFor>
