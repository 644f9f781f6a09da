package io.modehub.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.modehub.agent.sense.audio.AudioDevice;
import java.io.IOException;

/** An audio source as JSON. */
final class DeviceText {
    private DeviceText() {}

    static void write(JsonGenerator json, AudioDevice device) throws IOException {
        json.writeStartObject();
        members(json, device);
        json.writeEndObject();
    }

    static void members(JsonGenerator json, AudioDevice device) throws IOException {
        json.writeStringField("source", device.source().wire());
        json.writeStringField("name", device.name());
        json.writeStringField("description", device.description());
        json.writeBooleanField("default", device.isDefault());
        json.writeBooleanField("measured", device.isMeasured());
        json.writeBooleanField("open", device.isOpen());
        String by = device.by();
        if (by != null) {
            json.writeStringField("by", by);
        }
        Double floor = device.floorDb();
        if (floor != null) {
            json.writeNumberField("floorDb", floor);
        }
    }
}
