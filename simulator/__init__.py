"""A phone company on one machine: Twilio's Messages API, and nothing imported of the product."""
