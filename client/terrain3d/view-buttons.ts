/** The buttons beside the model: compass, rotate, tilt and zoom. */
import { effect, type ReadonlySignal } from '@preact/signals'
import { messages } from './messages.ts'
import type { Navigation } from './navigation.ts'
import type { Stage } from './stage.ts'

const needle =
  '<path class="needle-north" d="M12 2.500 16 12H8z"/><path class="needle-south" d="M12 21.500 8 12h8z"/>'
const plus = '<path class="stroke" d="M12 5v14M5 12h14"/>'
const minus = '<path class="stroke" d="M5 12h14"/>'
const turnLeft = '<path class="stroke" d="M4.500 9.500A8 8 0 1 1 4 13M4 5v5h5"/>'
const turnRight = '<path class="stroke" d="M19.500 9.500A8 8 0 1 0 20 13M20 5v5h-5"/>'
const raise = '<path class="stroke" d="M12 4v9M8.500 7.500 12 4l3.500 3.500M4 18l8-3 8 3-8 3z"/>'
const lower = '<path class="stroke" d="M12 4v9M8.500 9.500 12 13l3.500-3.500M3 18h18M7 21h10"/>'

/** Degrees per press of a button. */
const TURN = 22.5
const TILT = 10

/**
 * Adds the buttons. `bearing` turns the compass; `onHand` is called before a button moves the view. Returns
 * stop(); the buttons are removed with the stage.
 */
export function addViewButtons(
  stage: Stage,
  navigation: Navigation,
  bearing: ReadonlySignal<number>,
  onHand: () => void,
): () => void {
  const byHand = (act: () => void) => () => {
    onHand()
    act()
  }
  const compass = stage.button('', messages.north, needle, byHand(navigation.faceNorth))
  stage.button(
    'is-turn',
    messages.turnLeft,
    turnLeft,
    byHand(() => navigation.turnBy(-TURN)),
  )
  stage.button(
    'is-turn',
    messages.turnRight,
    turnRight,
    byHand(() => navigation.turnBy(TURN)),
  )
  stage.button(
    'is-turn',
    messages.raise,
    raise,
    byHand(() => navigation.raiseBy(TILT)),
  )
  stage.button(
    'is-turn',
    messages.lower,
    lower,
    byHand(() => navigation.raiseBy(-TILT)),
  )
  stage.button(
    '',
    messages.zoomIn,
    plus,
    byHand(() => navigation.zoomBy(1.4)),
  )
  stage.button(
    '',
    messages.zoomOut,
    minus,
    byHand(() => navigation.zoomBy(1 / 1.4)),
  )
  return effect(() => {
    compass.querySelector('svg')?.style.setProperty('transform', `rotate(${-bearing.value}deg)`)
  })
}
