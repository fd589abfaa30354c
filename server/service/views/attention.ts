import type { AttentionView } from '#protocol/check.ts'
import type { Deps } from '../../deps.ts'
import { attentionLines } from '../../store/attention.ts'

/**
 * Reports that wait for a doctor: to be countersigned, or returned, refused or held and to be replaced. The oldest first. Of these halls,
 * or of all (null).
 */
export const attentionView = async (deps: Deps, halls: readonly string[] | null = null): Promise<AttentionView> => ({
  entries: await attentionLines(deps.db, halls),
})
