// Scopes of a controller and of its routes.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import type { Authenticated } from '@jose/http'
import { Auth, bearerGuard, Scopes } from '@jose/http/nest'
import { Controller, Delete, Get, Module, Param, UseGuards } from '@nestjs/common'

const secret = 'your-secret-key-of-at-least-32-bytes'

@UseGuards(bearerGuard({ jwt, key: secret, algorithms: ['HS256'], realm: 'documents' }))
@Scopes('documents')
@Controller('documents')
export class DocumentsController {
  @Get(':id')
  read(@Param('id') id: string, @Auth() { claims }: Authenticated) {
    return { id, reader: claims.sub }
  }

  // Asks for `documents` and `documents:write`.
  @Scopes('documents:write')
  @Delete(':id')
  delete(@Param('id') id: string, @Auth('claims') { sub }: Authenticated['claims']) {
    return { id, deletedBy: sub }
  }
}

@Module({ controllers: [DocumentsController] })
export class AppModule {}
