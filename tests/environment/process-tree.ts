import { readFileSync } from 'node:fs'

/** Returns the processes below one, children before grandchildren, from Linux' own list. */
export function childrenOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return [...children, ...children.flatMap(childrenOf)]
}
