/** The incident of the open card with its log, updated when other users change it. */
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
  /** The answer to the last step while it is newer than the log; otherwise null. */
  readonly answered: ReadonlySignal<IncidentStand | null>
  /** State of sending a step, with the reason if the last one was refused. */
  readonly action: Action
  /** Sends a step and shows the result. Resolves with false if it was refused. */
  take(step: Step): Promise<boolean>
}

/** Properties of the parts of the card. */
export interface CaseProps {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly open: Case
  readonly incident: IncidentStand
}

/** Loads an incident and follows its changes; the parts of its card share the result. */
export function useCase(context: DeskContext, state: PatrolState, id: number): Case {
  const story = useResource(storyPath(id), readStory)
  const action = useAction()
  /** The answer to the last step, until the log has loaded. */
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
          // Also after a refusal, because another user may have changed the incident.
          story.reload()
          state.refresh()
        }
      })
      return isTaken
    },
  }
}
