"""theme log"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('theme_log',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('province', sa.String(length=20), nullable=True),
    sa.Column('commune', sa.String(length=60), nullable=True),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('theme', sa.String(length=40), nullable=True),
    sa.Column('article', sa.String(length=80), nullable=True),
    sa.Column('article_version', sa.String(length=20), nullable=True),
    sa.Column('model_version', sa.String(length=40), nullable=False),
    sa.Column('band', sa.String(length=10), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.Column('person_key', sa.String(length=64), nullable=True),
    sa.Column('helpful', sa.Boolean(), nullable=True),
    sa.Column('for_another', sa.Boolean(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme_log'))
    )
    with op.batch_alter_table('theme_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_log_at'), ['at'], unique=False)
        batch_op.create_index('ix_theme_log_person_key', ['person_key'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('theme_log', schema=None) as batch_op:
        batch_op.drop_index('ix_theme_log_person_key')
        batch_op.drop_index(batch_op.f('ix_theme_log_at'))

    op.drop_table('theme_log')
