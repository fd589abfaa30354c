import { ATTENTION_MOST, type AttentionView } from '#protocol/check.ts'
import type { Deps } from '../../deps.ts'
import { attentionLines } from '../../store/attention.ts'
import { type Scope, siteNames } from '../sites/scope.ts'

/**
 * Reports that wait for a doctor: to be countersigned, or returned, refused or held and to be replaced. The oldest first.
 */
export const attentionView = async (deps: Deps, scope: Scope): Promise<AttentionView> => {
  const { entries, ...cut } = await attentionLines(deps.db, scope, ATTENTION_MOST)
  const names = entries.length > 0 ? await siteNames(deps) : new Map<string, string>()
  return { ...cut, entries: entries.map((line) => ({ ...line, squad: names.get(line.squad) ?? '' })) }
}
