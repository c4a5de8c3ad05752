/** Returns the arguments of the process: the only place that reads them. */
export const programArguments = (): readonly string[] => process.argv.slice(2)

/** Returns whether a switch was given to this process; for the server, which is not a command. */
export const hasSwitch = (name: `--${string}`): boolean => programArguments().includes(name)
