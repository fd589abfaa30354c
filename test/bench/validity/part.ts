import { PARTS } from './parts.ts'

// One part of the figures in a process of its own: its name and the runs come as arguments, the figures go to the parent.
const [part = '', runs] = process.argv.slice(2)
process.send?.(PARTS[part]?.(Number(runs)) ?? {})
