/** The desk's elements on the stage: canvas, loading, errors and the buttons beside the model. */
import type { ReadonlySignal } from '@preact/signals'
import { effect, signal } from '@preact/signals'
import type { Language, Text } from '../../geodata/model/text.ts'
import { messages } from './messages.ts'

export interface Stage {
  readonly canvas: HTMLCanvasElement
  readonly element: HTMLElement
  /** Shows what is being loaded and its progress; null removes it. */
  progress(what: Text | null, share?: number): void
  /** Shows why there is no model, with a retry button if that may help. */
  fail(reason: Text, retry: (() => void) | null): void
  /** Shows how to move the model; null removes it. */
  hint(text: Text | null): void
  /** Adds a button with a title in both languages. */
  button(className: string, title: Text, drawing: string, onClick: () => void): HTMLButtonElement
  dispose(): void
}

function create<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  return element
}

export function createStage(host: HTMLElement, language: ReadonlySignal<Language>): Stage {
  const element = create('div', 'model-stage')
  const canvas = create('canvas', 'model-canvas')
  canvas.tabIndex = 0
  canvas.setAttribute('role', 'application')
  const status = create('div', 'model-status floating')
  const bar = create('progress', 'model-progress')
  const line = create('p', '')
  status.setAttribute('role', 'status')
  status.append(line, bar)
  status.hidden = true
  const buttons = create('div', 'model-buttons control-group floating')
  const hint = create('p', 'model-hint')
  hint.hidden = true
  element.append(canvas, buttons, hint, status)
  host.append(element)

  const hinted = signal<Text | null>(null)
  const named: (() => void)[] = []
  const name = (set: (spoken: Language) => void) => {
    named.push(effect(() => set(language.value)))
  }
  name((spoken) => canvas.setAttribute('aria-label', messages.canvas[spoken]))
  name((spoken) => {
    hint.hidden = hinted.value === null
    hint.textContent = hinted.value?.[spoken] ?? ''
  })

  return {
    canvas,
    element,
    progress(what, share) {
      status.hidden = what === null
      if (!what) return
      line.textContent = what[language.value]
      bar.setAttribute('aria-label', what[language.value])
      if (share === undefined) bar.removeAttribute('value')
      else bar.value = share
    },
    hint(text) {
      hinted.value = text
    },
    fail(reason, retry) {
      const alert = create('div', 'model-alert floating')
      alert.setAttribute('role', 'alert')
      const text = create('p', '')
      text.textContent = reason[language.value]
      const again = create('button', 'button')
      again.type = 'button'
      again.textContent = messages.retry[language.value]
      again.addEventListener('click', () => {
        alert.remove()
        retry?.()
      })
      alert.append(text, ...(retry ? [again] : []))
      status.hidden = true
      element.append(alert)
    },
    button(className, title, drawing, onClick) {
      const button = create('button', `control ${className}`)
      button.type = 'button'
      button.innerHTML = `<svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`
      button.addEventListener('click', onClick)
      name((spoken) => {
        button.setAttribute('aria-label', title[spoken])
        button.title = title[spoken]
      })
      buttons.append(button)
      return button
    },
    dispose() {
      for (const stop of named) stop()
      element.remove()
    },
  }
}
