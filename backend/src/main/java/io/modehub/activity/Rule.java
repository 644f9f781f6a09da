package io.modehub.activity;

import java.util.UUID;

/** A person's own word that beats the model. */
public record Rule(UUID id, String name, String mode) {}
