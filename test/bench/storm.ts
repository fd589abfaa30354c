import { storm } from '../storm/storm.ts'
import { tell } from './goals/goals.ts'

// A server that is killed while it hands over, on all carriers: `npm run bench -- storm [KILLS] [DELIVERIES] [SEED]`.
const [kills = 20, deliveries = 60, seed = 1] = process.argv.slice(2).map(Number)
const { faults, ...figures } = await storm({ kills, deliveries, seed })
for (const fault of faults) console.error(fault)
tell('storm', { ...figures, faults: faults.length }, { faults: { most: 0 } })
