/** Registers a device of a unit, or a gateway. */
import { useSignal } from '@preact/signals'
import { unitsSchema } from '../../../geodata/model/answers/patrol.ts'
import { addedDeviceSchema, type PatrolDevice } from '../../../geodata/model/answers/patrol-device.ts'
import { ChoiceField, TextField, useAction } from '../../parts/form.tsx'
import { useResource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { deviceMessages, messages } from './messages.ts'
import { AddForm } from './saved-form.tsx'

interface Props {
  readonly gateways: readonly PatrolDevice[]
  /** Receives the token; null for a device of a gateway. */
  readonly onAdded: (token: string | null) => void
}

const readUnits = (body: unknown) => unitsSchema.parse(body).units

export function DeviceForm({ gateways, onAdded }: Props) {
  const spoken = language.value
  const units = useResource('/patrol/units', readUnits)
  const action = useAction()
  const name = useSignal('')
  const unit = useSignal('')
  const gateway = useSignal('')
  const externalId = useSignal('')
  const datum = useSignal('wgs84')
  const moves = useSignal(true)
  const add = () =>
    action.run(async () => {
      const isForwarded = unit.value !== '' && gateway.value !== ''
      const body = await sendJson('POST', '/patrol/devices', {
        name: name.value,
        ...(unit.value === '' ? {} : { unit_id: Number(unit.value) }),
        ...(isForwarded ? { gateway_id: Number(gateway.value), external_id: externalId.value } : {}),
        datum: datum.value,
        moves_unit: moves.value,
      })
      name.value = ''
      externalId.value = ''
      onAdded(addedDeviceSchema.parse(body).token)
    })
  return (
    <AddForm title={deviceMessages.register[spoken]} action={action} onSubmit={() => void add()}>
      <TextField label={messages.name[spoken]} text={name} maxLength={100} required autocomplete="off" />
      <ChoiceField
        label={messages.unit[spoken]}
        chosen={unit}
        options={[
          ['', deviceMessages.gateway[spoken]],
          ...(units.value ?? []).map(
            ({ id, code, name: title, name_en }) =>
              [String(id), `${code} ${spoken === 'en' ? (name_en ?? title) : title}`] as const,
          ),
        ]}
      />
      {unit.value !== '' && gateways.length > 0 && (
        <ChoiceField
          label={deviceMessages.via[spoken]}
          chosen={gateway}
          options={[
            ['', deviceMessages.direct[spoken]],
            ...gateways.map((one) => [String(one.id), one.name] as const),
          ]}
        />
      )}
      {unit.value !== '' && gateway.value !== '' && (
        <TextField label={deviceMessages.externalId[spoken]} text={externalId} maxLength={128} required />
      )}
      <ChoiceField
        label={deviceMessages.datum[spoken]}
        chosen={datum}
        options={[
          ['wgs84', 'WGS 84'],
          ['gcj02', 'GCJ-02'],
        ]}
      />
      {unit.value !== '' && (
        <label class="choice wide">
          <input
            type="checkbox"
            checked={moves.value}
            onChange={({ currentTarget }) => {
              moves.value = currentTarget.checked
            }}
          />
          {deviceMessages.movesUnit[spoken]}
        </label>
      )}
    </AddForm>
  )
}
