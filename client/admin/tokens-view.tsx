/** Tokens of all accounts, with revocation. */
import { TokenList } from '../account/token-list.tsx'
import { Failure, useAction } from '../parts/form.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { sendJson } from '../source/send.ts'
import { readTokens } from './admin-data.ts'

export function TokensView() {
  const tokens = useResource('/admin/tokens', readTokens)
  const action = useAction()
  const revoke = (id: number) =>
    action.run(async () => {
      await sendJson('DELETE', `/admin/tokens/${id}`)
      tokens.reload()
    })
  return (
    <>
      <Failure reason={action.failure} />
      <Loaded resource={tokens}>
        {(list) => (
          <TokenList
            tokens={list}
            busy={action.busy}
            ownerOf={({ account }) => account.name}
            onRevoke={({ id }) => void revoke(id)}
          />
        )}
      </Loaded>
    </>
  )
}
