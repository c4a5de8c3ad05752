/** The sound of an alarm: two short tones. Browsers allow sound only after the user has interacted with the page. */

const TONES = [880, 660] as const
const SECONDS = 0.25

export function soundAlarm(): void {
  try {
    const audio = new AudioContext()
    const gain = audio.createGain()
    gain.gain.value = 0.15
    gain.connect(audio.destination)
    for (const [index, frequency] of TONES.entries()) {
      const tone = audio.createOscillator()
      tone.frequency.value = frequency
      tone.connect(gain)
      tone.start(audio.currentTime + index * SECONDS)
      tone.stop(audio.currentTime + (index + 1) * SECONDS)
      if (index === TONES.length - 1) tone.onended = () => void audio.close()
    }
  } catch (error) {
    console.info('The alarm has no sound here.', error)
  }
}
