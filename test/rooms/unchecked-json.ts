/**
 * Places in the server's sources where parsed JSON, or a text of a column, is taken for something by a cast, or handed on with nobody having
 * looked at it: what comes out of a database or a file goes through its schema (server/store/stored-json.ts). A canonical text may be made of anything.
 */
export const uncheckedJson = (sources: readonly { file: string; source: string }[]): string[] =>
  sources
    .filter(({ file }) => file.startsWith('server/'))
    .flatMap(({ file, source }) => (source.match(TAKEN) ?? []).map((place) => `${file}: ${place}`))

const TAKEN = /\bJSON\.parse\([^\n]*\) as \b|(?<!canonical)\(JSON\.parse\(|: [\w.]+ as [A-Z]\w*/g
