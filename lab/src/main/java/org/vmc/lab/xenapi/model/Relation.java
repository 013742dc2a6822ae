package org.vmc.lab.xenapi.model;

/**
 * A one-to-many relation: the set field of the one side mirrors the reference field of the many side.
 *
 * @param manyClass class with the reference
 * @param manyField the reference
 * @param oneClass class with the set
 * @param oneField the set
 */
public record Relation(String manyClass, String manyField, String oneClass, String oneField) {}
