/**
 * Calls GDAL's C functions, as gdal3.js exports them. Its own wrappers check only the last message, ignore
 * all options if one is unknown, and read a file twice to open it.
 */

type Pointer = number

/** The parts of Emscripten's module that are used. */
interface NativeModule {
  ccall(
    name: string,
    returns: 'number' | 'string' | null,
    types: readonly ('number' | 'string')[],
    values: readonly unknown[],
  ): unknown
  _malloc(bytes: number): Pointer
  _free(at: Pointer): void
  lengthBytesUTF8(text: string): number
  stringToUTF8(text: string, at: Pointer, size: number): void
  setValue(at: Pointer, value: number, type: 'i32' | '*'): void
  getValue(at: Pointer, type: 'i32' | '*'): number
  readonly FS: {
    mount(type: unknown, options: { root: string }, at: string): void
    unmount(at: string): void
    unlink(path: string): void
    analyzePath(path: string): { readonly exists: boolean }
  }
  readonly NODEFS: unknown
}

export interface GdalModule {
  readonly Module: NativeModule
}

/** Vectors and rasters, with messages if nothing can be opened. */
const OPEN_FLAGS = 0x04 | 0x02 | 0x40

export class NativeGdal {
  readonly #module: NativeModule
  #mounted: string | null = null

  constructor({ Module }: GdalModule) {
    this.#module = Module
  }

  /** Mounts a folder of this machine at `/input`, in place of the previous one. */
  mountInput(folder: string): void {
    if (this.#mounted === folder) return
    const { FS, NODEFS } = this.#module
    if (this.#mounted !== null) FS.unmount('/input')
    FS.mount(NODEFS, { root: folder }, '/input')
    this.#mounted = folder
  }

  /** Deletes a file if it exists, because some drivers do not overwrite files. */
  remove(path: string): void {
    const { FS } = this.#module
    if (FS.analyzePath(path).exists) FS.unlink(path)
  }

  /** Null removes the option. */
  configure(name: string, value: string | null): void {
    if (value === null) this.#call('CPLSetConfigOption', null, ['string', 'number'], [name, 0])
    else this.#call('CPLSetConfigOption', null, ['string', 'string'], [name, value])
  }

  /** Returns 0 if it cannot be opened. */
  open(path: string, openOptions: readonly string[]): Pointer {
    return this.#withStrings(openOptions, (options) =>
      this.#number(
        'GDALOpenEx',
        ['string', 'number', 'number', 'number', 'number'],
        [path, OPEN_FLAGS, 0, options, 0],
      ),
    )
  }

  close(dataset: Pointer): void {
    this.#call('GDALClose', null, ['number'], [dataset])
  }

  /** Returns false for a data set with vector layers, even if it has bands too. */
  isRaster(dataset: Pointer): boolean {
    return (
      this.#number('GDALDatasetGetLayerCount', ['number'], [dataset]) === 0 &&
      this.#number('GDALGetRasterCount', ['number'], [dataset]) > 0
    )
  }

  hasBands(dataset: Pointer): boolean {
    return this.#number('GDALGetRasterCount', ['number'], [dataset]) > 0
  }

  /** Returns JSON text, or null if it fails. */
  describe(dataset: Pointer, kind: 'raster' | 'vector', args: readonly string[]): string | null {
    const name = kind === 'raster' ? 'GDALInfo' : 'GDALVectorInfo'
    return this.#withOptions(`${name}Options`, ['-json', ...args], (options) => {
      const text = this.#call(name, 'string', ['number', 'number'], [dataset, options])
      return typeof text === 'string' && text !== '' ? text : null
    })
  }

  /** Returns whether the data set at `path` was written; false also if an argument is unknown. */
  translate(dataset: Pointer, path: string, args: readonly string[]): boolean {
    return this.#convert('GDALVectorTranslate', 'GDALVectorTranslateOptions', dataset, path, args)
  }

  /** As `translate`, for a raster. */
  warp(dataset: Pointer, path: string, args: readonly string[]): boolean {
    return this.#convert('GDALWarp', 'GDALWarpAppOptions', dataset, path, args)
  }

  #convert(name: string, optionsName: string, dataset: Pointer, path: string, args: readonly string[]) {
    const converted = this.#withOptions(optionsName, args, (options) => {
      const memory = this.#module._malloc(8)
      this.#module.setValue(memory, dataset, '*')
      this.#module.setValue(memory + 4, 0, 'i32')
      const written = this.#number(
        name,
        ['string', 'number', 'number', 'number', 'number', 'number'],
        [path, 0, 1, memory, options, memory + 4],
      )
      const isWrongUse = this.#module.getValue(memory + 4, 'i32') !== 0
      this.#module._free(memory)
      if (written !== 0) this.close(written)
      return written !== 0 && !isWrongUse
    })
    return converted ?? false
  }

  /** Returns null if an option is unknown, because GDAL would continue without options. */
  #withOptions<T>(name: string, args: readonly string[], use: (options: Pointer) => T): T | null {
    return this.#withStrings(args, (strings) => {
      const options = this.#number(`${name}New`, ['number', 'number'], [strings, 0])
      if (options === 0) return null
      try {
        return use(options)
      } finally {
        this.#call(`${name}Free`, null, ['number'], [options])
      }
    })
  }

  /** Passes a null-terminated list of C strings to `use` and frees it afterwards. */
  #withStrings<T>(texts: readonly string[], use: (list: Pointer) => T): T {
    const module = this.#module
    const pointers = texts.map((text) => {
      const size = module.lengthBytesUTF8(text) + 1
      const at = module._malloc(size)
      module.stringToUTF8(text, at, size)
      return at
    })
    const list = module._malloc((pointers.length + 1) * 4)
    for (const [i, at] of [...pointers, 0].entries()) module.setValue(list + i * 4, at, '*')
    try {
      return use(list)
    } finally {
      for (const at of [...pointers, list]) module._free(at)
    }
  }

  #number(name: string, types: readonly ('number' | 'string')[], values: readonly unknown[]): number {
    return Number(this.#call(name, 'number', types, values))
  }

  #call(
    name: string,
    returns: 'number' | 'string' | null,
    types: readonly ('number' | 'string')[],
    values: readonly unknown[],
  ): unknown {
    return this.#module.ccall(name, returns, types, values)
  }
}
