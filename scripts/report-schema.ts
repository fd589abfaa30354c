import { writeFileSync } from 'node:fs'
import { reportSchema } from '../server/export/report-schema.ts'

// Writes docs/report.schema.json, the published schema of a report's value, as the server serves it.

writeFileSync(new URL('../docs/report.schema.json', import.meta.url), `${JSON.stringify(reportSchema(), null, 2)}\n`)
