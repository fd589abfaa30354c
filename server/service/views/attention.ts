import { ATTENTION_MOST, type AttentionView } from '#protocol/check.ts'
import type { Deps } from '../../deps.ts'
import { attentionLines } from '../../store/attention.ts'
import type { Scope } from '../sites/scope.ts'

/**
 * Reports that wait for a doctor: to be countersigned, or returned, refused or held and to be replaced. The oldest first.
 */
export const attentionView = (deps: Deps, scope: Scope): Promise<AttentionView> => attentionLines(deps.db, scope, ATTENTION_MOST)
