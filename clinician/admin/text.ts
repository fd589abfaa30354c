import { account } from '#words/account.ts'
import { admin } from '#words/admin.ts'
import { attended } from '#words/attended.ts'
import { errands } from '#words/errands.ts'
import { institutions } from '#words/institutions.ts'
import { registry } from '#words/registry.ts'
import { terms } from '#words/terms.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ account, admin, attended, errands, institutions, registry, terms })
