import { globSync } from 'node:fs'
import { circlesOf, faultsOf, importsOf, readSources, root, targetOf } from '../rooms/imports.ts'
import { PROGRAMS } from '../rooms/table.ts'
import { uncheckedJson } from '../rooms/unchecked-json.ts'
import { blocksOf, linesAdded } from '../walked.ts'
import { tell } from './goals/goals.ts'

// How the house stands, counted from its sources; no clock is asked.
const sources = readSources()
const programOf = (path: string) => PROGRAMS.find((program) => path.startsWith(`${program}/`))
const across = sources.flatMap(({ file, source }) =>
  importsOf(source).filter(({ from }) => {
    const [mine, other] = [programOf(file), programOf(targetOf(file, from) ?? '')]
    return mine !== undefined && other !== undefined && mine !== other
  }),
)
const lines = sources.map(({ file, source }) => ({ file, lines: source.split('\n').length - 1 })).toSorted((a, b) => a.lines - b.lines)
const longest = lines.at(-1)
tell(
  'house',
  {
    files: sources.length,
    circles: circlesOf(sources).length,
    up_arrows: sources.flatMap(({ file, source }) => faultsOf(file, source)).length,
    cross_imports: across.length,
    median_lines: lines[Math.floor(lines.length / 2)]?.lines,
    longest: longest?.lines,
    longest_file: longest?.file,
    loose_files_devices: globSync('devices/*.*', { cwd: root }).length,
    new_measurement_lines: linesAdded(blocksOf('docs/add-a-measurement.md')),
    casts_of_stored_json: uncheckedJson(sources).length,
  },
  { circles: { most: 0 }, up_arrows: { most: 0 }, cross_imports: { most: 0 }, casts_of_stored_json: { most: 0 } },
)
