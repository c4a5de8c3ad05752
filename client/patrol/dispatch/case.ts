/** The incident of the open card with its log, kept up to date while others work on it too. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'
import type { DeskContext } from '../../desk.ts'
import { type Action, useAction } from '../../parts/form.tsx'
import { type Resource, useResource } from '../../parts/resource.tsx'
import type { PatrolState } from '../patrol-state.ts'
import { type IncidentStory, readStory, type Step, storyPath, takeStep } from './case-data.ts'

export interface Case {
  readonly id: number
  readonly story: Resource<IncidentStory>
  /** The incident after the last step, as long as it is newer than the log. */
  readonly answered: ReadonlySignal<IncidentStand | null>
  /** The step that is being sent, and why the last one was refused. */
  readonly action: Action
  /** Takes a step and shows what came of it. Resolves with false if it was refused. */
  take(step: Step): Promise<boolean>
}

/** What the parts of the card get. */
export interface CaseProps {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly open: Case
  readonly incident: IncidentStand
}

/** Follows an incident; its card's sections share one. */
export function useCase(context: DeskContext, state: PatrolState, id: number): Case {
  const story = useResource(storyPath(id), readStory)
  const action = useAction()
  /** What the last step answered, until the log has come. */
  const answered = useSignal<IncidentStand | null>(null)
  const { value: loaded } = story
  useEffect(() => {
    answered.value = null
  }, [loaded])
  const known = useRef(state.changes.peek().get(id) ?? 0)
  useSignalEffect(() => {
    const turn = state.changes.value.get(id) ?? 0
    if (turn === known.current) return
    known.current = turn
    story.reload()
  })
  return {
    id,
    story,
    answered,
    action,
    async take(step) {
      let isTaken = false
      await action.run(async () => {
        try {
          answered.value = await takeStep(id, step, context.signal)
          isTaken = true
        } finally {
          // After a refusal, too: somebody else was there first.
          story.reload()
          state.refresh()
        }
      })
      return isTaken
    },
  }
}
