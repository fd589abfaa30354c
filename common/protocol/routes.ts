import * as account from './routes/account.ts'
import * as exports from './routes/exports.ts'
import * as machines from './routes/machines.ts'
import * as notices from './routes/notices.ts'
import * as papers from './routes/papers.ts'
import * as people from './routes/people.ts'
import * as recordings from './routes/recordings.ts'
import * as records from './routes/records.ts'
import * as registry from './routes/registry.ts'
import * as rota from './routes/rota.ts'
import * as session from './routes/session.ts'
import * as sites from './routes/sites.ts'

/** Every route under `/api`, by subject. A page takes those that it asks from their own file. */
export const ROUTES = { session, account, sites, people, machines, papers, recordings, records, exports, notices, registry, rota }
